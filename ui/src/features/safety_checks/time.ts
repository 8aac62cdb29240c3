// Times of a sheet as they are typed.

/** Returns 10:12 for 1012, 10:12 or １０１２; null where it is no time; empty stays empty. */
export function timeTyped(text: string): string | null {
  const plain = text.trim().replace(/[\uff10-\uff19]/g, (d) => String.fromCharCode(d.charCodeAt(0) - 0xfee0)).replace(/[\uff1a]/g, ":");
  if (plain === "") return "";
  const parts = /^(\d{1,2}):?(\d{2})$/.exec(plain);
  if (parts === null) return null;
  const [hour, minute] = [Number(parts[1]), Number(parts[2])];
  return hour > 23 || minute > 59 ? null : `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
