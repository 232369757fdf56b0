/**
 * Returns what a policy has answered: `null` accepts. Policies are synchronous, and a promise would otherwise count as a
 * refusal, so it is an error of the host.
 */
export const policyAnswer = <Answer>(policy: string, answer: Answer | null | undefined): Answer | null => {
  if (typeof answer === "object" && answer !== null && "then" in answer)
    throw new TypeError(`The ${policy} policy returned a promise. Policies are synchronous functions over plain data.`)
  return answer ?? null
}
