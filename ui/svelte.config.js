// How Svelte compiles: runes everywhere, and an accessibility warning is a failure of the check.
import { vitePreprocess } from "@sveltejs/vite-plugin-svelte";

export default {
  preprocess: vitePreprocess(),
  compilerOptions: { runes: true },
};
