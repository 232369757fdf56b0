import englishMessages from "ra-language-english"

/** The messages of the page in English. Other languages have the same keys. */
export const en = {
  ...englishMessages,
  resources: { orders: { name: "Order |||| Orders" } },
  bo: {
    name: "Back office",
    signin: {
      title: "Sign in to the back office",
      login: "User name, e-mail address or phone number",
      password: "Password",
      submit: "Sign in",
      expired_title: "Sign in to go on",
      expired: "Your session has ended. Nothing on this page is lost.",
      other_account: "Leave without saving",
      out: "Sign out",
      everywhere: "Sign out everywhere",
    },
    status: { created: "Unpaid", paid: "Paid", shipped: "Shipped", delivered: "Delivered", cancelled: "Cancelled" },
    orders: {
      search: "Number, name or phone",
      number: "Order",
      placed: "Placed",
      placed_from: "Placed from",
      placed_before: "Placed before",
      customer: "Customer",
      status: "Status",
      units: "Items",
      total: "Total",
    },
    problem: {
      "invalid-credentials": "No active account has this name and this password.",
      "no-admin": "This account is no admin, so it cannot use the back office.",
      throttled: "Too many attempts. Wait a little, then try again.",
      busy: "The server is busy. Try again in a moment.",
      offline: "The server cannot be reached. Nothing was saved; what you typed is still here.",
      "edit-conflict": "Somebody else has changed this meanwhile.",
      "not-permitted": "This account is not permitted to do this.",
      "not-found": "It does not exist any more.",
      "server-error": "The server failed. Its log has the reason.",
      other: "%{detail}",
    },
  },
}
