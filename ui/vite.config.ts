// How the pages are built: one folder of files, nothing inlined, because the content security policy allows neither data: nor inline.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  base: "./",
  clearScreen: false,
  plugins: [svelte()],
  resolve: process.env["VITEST"] === undefined ? {} : { conditions: ["browser"] },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    target: "es2022",
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
  server: { port: 1420, strictPort: true, fs: { allow: [".."] } },
  test: {
    environment: "jsdom",
    setupFiles: ["src/app/testing/setup.ts"],
    include: ["src/**/*.test.ts"],
    css: false,
    // A slow machine is no fault of a page.
    testTimeout: 60_000,
  },
});
