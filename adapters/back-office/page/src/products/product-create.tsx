import { Create, SimpleForm, useNotify } from "react-admin"
import { useProblemText } from "../shared/problem-text"
import { ProductFields } from "./product-fields"

export const ProductCreate = () => {
  const notify = useNotify()
  const problemText = useProblemText()
  return (
    <Create
      redirect="edit"
      mutationOptions={{ onError: (error: unknown) => notify(problemText(error), { type: "error" }) }}
      sx={{ maxWidth: 860 }}
    >
      <SimpleForm warnWhenUnsavedChanges>
        <ProductFields isNew />
      </SimpleForm>
    </Create>
  )
}
