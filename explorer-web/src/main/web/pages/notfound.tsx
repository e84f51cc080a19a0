import { Nothing } from "../kit/kit";
import { useTitle } from "../node/hooks";

export function NotFoundPage() {
  useTitle("Nothing here");
  return (
    <Nothing title="There is nothing here">
      <p>The address may have been cut off on its way to you. The search above finds blocks, transactions, addresses and replicas.</p>
    </Nothing>
  );
}
