// Every sentence a person reads comes from here: `t("file.key", { name: value })`. A key that does not exist is a type error.
import { texts } from "./texts";

type Tree = { readonly [key: string]: string | Tree };

type Leaves<T> = {
  [K in keyof T & string]: T[K] extends string ? K : T[K] extends object ? `${K}.${Leaves<T[K]>}` : never;
}[keyof T & string];

/** The key of a sentence: name of its file, then the path inside. */
export type TextKey = Leaves<typeof texts>;

/** Values that are put in place of `{name}`. */
export type Values = Readonly<Record<string, string | number>>;

/** Returns the sentence with its values filled in. */
export function t(key: TextKey, values: Values = {}): string {
  return look(key, values) ?? key;
}

/** Returns the sentence of a key made at run time, or undefined where there is none. */
export function textOf(key: string, values: Values = {}): string | undefined {
  return look(key, values);
}

/** A number of five digits and more is parted, as it is read: 100,000. */
function shown(value: string | number): string {
  const digits = String(value);
  return typeof value === "number" && value >= 10_000 ? digits.replace(/\B(?=(\d{3})+$)/g, ",") : digits;
}

function look(key: string, values: Values): string | undefined {
  let here: string | Tree | undefined = texts;
  for (const step of key.split(".")) {
    here = typeof here === "object" && Object.hasOwn(here, step) ? here[step] : undefined;
  }
  if (typeof here !== "string") return undefined;
  return here.replace(/\{(\w+)\}/g, (all, name: string) => shown(values[name] ?? all));
}
