/**
 * Returns the network that an address belongs to. One customer of an internet provider holds up to 65,536 IPv6 networks
 * of 64 bits, written `2001:db8:1:2/64`, so these count by their first 48 bits. Every other address is a network of its
 * own.
 */
export const networkOf = (address: string): string => {
  const groups = /^([\da-f]+:[\da-f]+:[\da-f]+):[\da-f]+\/64$/i.exec(address)
  return groups === null ? address : `${groups[1]}/48`
}
