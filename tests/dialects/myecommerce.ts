/** A registration body of myecommerce with all seven fields that its document requires. */
export const personWith = (password: string, username = "user") => ({
  username,
  password,
  email: `${username}@example.com`,
  phone_number: "+919876543210",
  address: "1 Park Street",
  postal_code: "700016",
  birthdate: "2000-02-29",
})
