/** The access key of a staff link (`#key=…`), taken out of the address so that it is not shared by accident. */
export function readAccessKey(): string | undefined {
  const key = new URLSearchParams(location.hash.slice(1)).get('key') ?? undefined;
  if (key) history.replaceState(null, '', location.pathname + location.search);
  return key;
}
