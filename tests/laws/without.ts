/** The laws about capabilities that the domain's functions and the API of ecommerce-backend lack. */
export const withoutReading = [
  "pages show every order exactly once",
  "history and movements add up",
  "a stock-take sets what is on hand",
  "an archived product is not sold",
  "guests order like accounts",
]
