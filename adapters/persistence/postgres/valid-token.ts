/** Whether a token `t` of an account `a` is valid at the time `$now`. */
export const validToken = (now: string): string => `t.expires_at > ${now} and case t.purpose
    when 'password' then t.password_changed_at is not distinct from a.password_changed_at
    else t.email is not distinct from a.email end`
