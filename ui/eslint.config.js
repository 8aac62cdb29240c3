// The rules of the pages that a machine can check (architecture: the pages).
import svelte from "eslint-plugin-svelte";
import tseslint from "typescript-eslint";

const JAPANESE = "/[\\u3041-\\u30ff\\u4e00-\\u9fff]/";
const NO_SENTENCE = "A sentence belongs into assets/text/ja and is shown by t(\"file.key\").";
const TAURI = { group: ["@tauri-apps/*"], message: "Only app/call.ts speaks to the shell." };

const restrict = (...patterns) => ({ "no-restricted-imports": ["error", { patterns: [TAURI, ...patterns] }] });

export default tseslint.config(
  { ignores: ["dist", "src/bindings", "node_modules"] },
  ...tseslint.configs.recommended,
  ...svelte.configs["flat/recommended"],
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: [".svelte"] } },
  },
  {
    files: ["src/**/*.ts", "src/**/*.svelte"],
    rules: {
      ...restrict(),
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-unused-expressions": "off",
      "no-undef": "off",
      "max-lines": ["error", 500],
      "svelte/no-at-html-tags": "error",
      // State is replaced as a whole here ($state.raw); a Map inside needs no signals of its own.
      "svelte/prefer-svelte-reactivity": "off",
      "svelte/require-each-key": "off",
      "svelte/no-navigation-without-resolve": "off",
      "no-restricted-properties": ["error",
        { property: "innerHTML", message: "Text is text." },
        { property: "outerHTML", message: "Text is text." },
        { property: "insertAdjacentHTML", message: "Text is text." }],
      "no-restricted-syntax": ["error",
        { selector: "SvelteAttribute[key.name='style']", message: "The content security policy refuses it: a class, or a style: directive." },
        { selector: `Literal[value=${JAPANESE}]`, message: NO_SENTENCE },
        { selector: `TemplateElement[value.raw=${JAPANESE}]`, message: NO_SENTENCE },
        { selector: `SvelteText[value=${JAPANESE}]`, message: NO_SENTENCE },
        { selector: `SvelteLiteral[value=${JAPANESE}]`, message: NO_SENTENCE }],
    },
  },
  {
    files: ["src/kit/**"],
    rules: restrict({ regex: "^\\.\\./(?!app/text)", message: "The kit knows nothing of ours but app/text.ts." }),
  },
  {
    files: ["src/app/**"],
    rules: restrict({ regex: "features/|screens\\.ts|App\\.svelte", message: "The app knows no feature." }),
  },
  {
    files: ["src/features/**"],
    rules: restrict({
      regex: "^\\.\\./(?!(\\.\\./)+(kit|app|bindings|assets)/)",
      message: "A feature imports the kit, the app and the bindings, never another feature: go there with open(screen).",
    }),
  },
  { files: ["src/app/call.ts"], rules: { "no-restricted-imports": "off" } },
  {
    files: ["src/**/*.test.ts", "src/app/testing/**", "src/features/*/fixtures.ts"],
    rules: { "no-restricted-syntax": "off", "no-restricted-imports": "off", "@typescript-eslint/consistent-type-assertions": "off" },
  },
);
