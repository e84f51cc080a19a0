import { useState } from "preact/hooks";
import { Badge, Heading, Shown } from "../kit/kit";
import { useDocument, useTitle } from "../node/hooks";

interface Schema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: string[];
  allOf?: Schema[];
  example?: unknown;
}

interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  description: string;
  required?: boolean;
  schema: Schema;
  example?: string | number;
}

interface Operation {
  tags: string[];
  summary: string;
  description?: string;
  parameters?: Parameter[];
  responses: Record<string, { description: string; content?: Record<string, { schema: Schema }> }>;
}

interface OpenApi {
  info: { title: string; version: string; description: string };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; parameters?: Record<string, Parameter> };
}

export default function ApiPage() {
  useTitle("API");
  const read = useDocument<OpenApi>("/api/v1/openapi.json");
  return (
    <>
      <Heading>API</Heading>
      <p class="lead">
        What these pages read, programs can read too. The whole description is <a href="/api/v1/openapi.json">openapi.json</a>; JSON-RPC for wallets and
        Ethereum libraries answers to <code>POST /</code> on the same port.
      </p>
      <Shown read={read} missing="The description is missing">{(api) => <Operations api={api} />}</Shown>
    </>
  );
}

function Operations({ api }: { api: OpenApi }) {
  return (
    <>
      {api.tags.map((tag) => (
        <section key={tag.name} class="api-group">
          <h2>{tag.name}</h2>
          <p class="soft">{tag.description}</p>
          {Object.entries(api.paths).flatMap(([path, methods]) =>
            Object.entries(methods)
              .filter(([, operation]) => operation.tags.includes(tag.name))
              .map(([method, operation]) => <OperationCard key={method + path} api={api} path={path} method={method} operation={operation} />),
          )}
        </section>
      ))}
    </>
  );
}

function OperationCard({ api, path, method, operation }: { api: OpenApi; path: string; method: string; operation: Operation }) {
  const parameters = (operation.parameters ?? []).map((parameter) => resolve(api, parameter as Schema & Parameter));
  const success = Object.entries(operation.responses).find(([status]) => status.startsWith("2"));
  const schema = success?.[1].content?.["application/json"]?.schema;
  return (
    <details class="card operation">
      <summary>
        <span class={`method method-${method}`}>{method.toUpperCase()}</span>
        <code>{path}</code>
        <span class="operation-summary">{operation.summary}</span>
      </summary>
      {operation.description && <p class="card-text">{operation.description}</p>}
      <Try path={path} method={method} parameters={parameters} streaming={!schema} />
      {schema && (
        <div class="card-text">
          <h3>Answer</h3>
          <Shape api={api} schema={schema} depth={0} />
        </div>
      )}
      <ul class="responses">
        {Object.entries(operation.responses).map(([status, response]) => (
          <li key={status}><Badge tone={status.startsWith("2") ? "good" : "warn"}>{status}</Badge> {response.description}</li>
        ))}
      </ul>
    </details>
  );
}

function resolve<T extends { $ref?: string }>(api: OpenApi, value: T): T {
  if (!value.$ref) return value;
  const [kind, name] = value.$ref.split("/").slice(-2) as [string, string];
  const found = (api.components as Record<string, Record<string, unknown>>)[kind]?.[name];
  return found as T;
}

interface Answer {
  status: number;
  millis: number;
  body: string;
}

const MOST_SHOWN = 20_000;

function Try({ path, method, parameters, streaming }: { path: string; method: string; parameters: Parameter[]; streaming: boolean }) {
  const [values, setValues] = useState<Record<string, string>>(() =>
    Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.required ? String(parameter.example ?? "") : ""])),
  );
  const [answer, setAnswer] = useState<Answer | null>(null);
  const url = urlOf(path, parameters, values);

  const send = async (event: Event) => {
    event.preventDefault();
    const headers: Record<string, string> = {};
    for (const parameter of parameters) {
      if (parameter.in === "header" && values[parameter.name]) headers[parameter.name] = values[parameter.name]!;
    }
    const begun = performance.now();
    try {
      const response = await fetch(url, { method: method.toUpperCase(), headers, cache: "no-store" });
      const text = await response.text();
      setAnswer({ status: response.status, millis: performance.now() - begun, body: pretty(text) });
    } catch {
      setAnswer({ status: 0, millis: performance.now() - begun, body: "The node does not answer." });
    }
  };

  return (
    <form class="try" onSubmit={send}>
      {parameters.map((parameter) => (
        <label key={parameter.name} class="try-field">
          <span><code>{parameter.name}</code> {parameter.required ? "" : <span class="soft">optional</span>}</span>
          <input
            type="text"
            value={values[parameter.name] ?? ""}
            placeholder={String(parameter.example ?? "")}
            spellcheck={false}
            autocomplete="off"
            onInput={(event) => setValues({ ...values, [parameter.name]: event.currentTarget.value })}
          />
          <span class="soft">{parameter.description}</span>
        </label>
      ))}
      <p class="try-line">
        {streaming
          ? <a class="button" href={url} target="_blank" rel="noopener">Open</a>
          : <button type="submit" class="button">Try it</button>}
        <code class="try-url">{method.toUpperCase()} {url}</code>
      </p>
      {answer && (
        <div class="try-answer" role="status">
          <p><Badge tone={answer.status >= 200 && answer.status < 300 ? "good" : "bad"}>{answer.status === 0 ? "no answer" : answer.status}</Badge> in {answer.millis.toFixed(0)} ms</p>
          <pre tabIndex={0} aria-label="Body of the answer">{answer.body}</pre>
        </div>
      )}
    </form>
  );
}

function urlOf(path: string, parameters: Parameter[], values: Record<string, string>): string {
  let filled = path;
  const query = new URLSearchParams();
  for (const { name, in: place } of parameters) {
    const value = values[name] ?? "";
    if (place === "path") filled = filled.replace(`{${name}}`, encodeURIComponent(value));
    else if (place === "query" && value !== "") query.set(name, value);
  }
  return query.size > 0 ? `${filled}?${query}` : filled;
}

function pretty(text: string): string {
  let shown = text;
  try {
    shown = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    // Not every answer is JSON.
  }
  return shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN)}\n… (${shown.length - MOST_SHOWN} characters more)` : shown;
}

/** The members of a document, with what they mean. */
function Shape({ api, schema, depth }: { api: OpenApi; schema: Schema; depth: number }) {
  const here = merged(api, schema);
  const properties = Object.entries(here.properties ?? {});
  if (properties.length === 0) return <p><code>{typeOf(here)}</code> {here.description}</p>;
  return (
    <ul class="shape">
      {properties.map(([name, property]) => {
        const known = merged(api, property);
        const inner = known.type === "array" && known.items ? merged(api, known.items) : known;
        const nested = inner.properties !== undefined && depth < 4;
        return (
          <li key={name}>
            <code>{name}</code> <span class="soft">{typeOf(known)}{here.required?.includes(name) ? "" : ", may be missing"}</span> {known.description}
            {nested && <details><summary>members</summary><Shape api={api} schema={inner} depth={depth + 1} /></details>}
          </li>
        );
      })}
    </ul>
  );
}

function merged(api: OpenApi, schema: Schema): Schema {
  const here = resolve(api, schema);
  if (!here.allOf) return here;
  const parts = here.allOf.map((part) => merged(api, part));
  return {
    ...here,
    properties: Object.assign({}, ...parts.map((part) => part.properties ?? {}), here.properties ?? {}),
    required: [...parts.flatMap((part) => part.required ?? []), ...(here.required ?? [])],
  };
}

function typeOf(schema: Schema): string {
  if (schema.enum) return schema.enum.join(" | ");
  if (schema.type === "array") return "list";
  return Array.isArray(schema.type) ? schema.type.join(" or ") : (schema.type ?? "object");
}
