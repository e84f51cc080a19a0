// The lab of every node of the network, each reached at its own address with the one token.

import { useCallback, useEffect, useState } from "preact/hooks";
import type { LabDocument, Replica } from "./documents";
import { Problem, read } from "./link";

const TOKEN_HEADER = "X-Tetrarch-Lab-Token";
const REMEMBERED = "tetrarch.lab.token";
const LOOK_AGAIN_MILLIS = 3_000;

/** The token of this tab, forgotten with it. */
export function useToken(): [string, (token: string) => void] {
  const [token, setToken] = useState(() => sessionStorage.getItem(REMEMBERED) ?? "");
  const remember = useCallback((next: string) => {
    if (next === "") sessionStorage.removeItem(REMEMBERED);
    else sessionStorage.setItem(REMEMBERED, next);
    setToken(next);
  }, []);
  return [token, remember];
}

/** Where a replica's own server is; the one that served this page is reached without a name. */
export const addressOf = (replica: Replica): string | undefined => (replica.self ? "" : replica.httpUrl);

/** One call to the lab of one node. */
export function labCall(address: string, token: string, method: "GET" | "PUT" | "DELETE", path = ""): Promise<LabDocument> {
  return read<LabDocument>(`${address}/api/v1/lab${path}`, { method, headers: { [TOKEN_HEADER]: token } });
}

export interface Labs {
  /** By replica index; null where a node does not answer. */
  documents: Map<number, LabDocument | null>;
  refresh: () => void;
}

/** What is on in every node, looked at again and again, since the command line changes it too. */
export function useLabs(replicas: Replica[], token: string): Labs {
  const [documents, setDocuments] = useState<Map<number, LabDocument | null>>(new Map());
  const key = replicas.map((replica) => `${replica.index}${addressOf(replica)}`).join();
  const refresh = useCallback(() => {
    const asked = replicas.flatMap((replica) => {
      const address = addressOf(replica);
      return address === undefined
        ? []
        : [labCall(address, token, "GET").then((document) => [replica.index, document] as const, () => [replica.index, null] as const)];
    });
    void Promise.all(asked).then((all) => setDocuments(new Map(all)));
  }, [key, token]);
  useEffect(() => {
    refresh();
    const timer = setInterval(refresh, LOOK_AGAIN_MILLIS);
    return () => clearInterval(timer);
  }, [refresh]);
  return { documents, refresh };
}

/** What to tell a person of a call that failed. */
export const reasonOf = (error: unknown): string => (error instanceof Problem ? error.detail : "That node does not answer.");
