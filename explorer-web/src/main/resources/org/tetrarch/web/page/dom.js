// Elements made without markup: text goes in as text, so nothing from the chain can become HTML.

/** An element with a class, attributes and children; strings become text nodes. */
export function element(tag, { className, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/**
 * Makes a list show these items in this order. An item whose content is unchanged keeps its
 * element, so that selection and focus survive; one that was not there before is marked fresh,
 * except on the first filling.
 */
export function showList(list, items, keyOf, render) {
  const first = list.dataset.filled === undefined;
  list.dataset.filled = "true";
  const before = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const after = items.map((item) => {
    const key = String(keyOf(item));
    const content = JSON.stringify(item);
    const existing = before.get(key);
    if (existing && existing.dataset.content === content) return existing;
    const made = render(item);
    made.dataset.key = key;
    made.dataset.content = content;
    if (!existing && !first) made.classList.add("fresh");
    return made;
  });
  if (after.length !== list.children.length || after.some((row, i) => row !== list.children[i])) {
    list.replaceChildren(...after);
  }
}

/** A time that keeps saying how long ago it was. */
export function ago(millis) {
  return element("time", { className: "ago", "data-millis": millis, datetime: new Date(millis).toISOString(), title: new Date(millis).toLocaleString() });
}
