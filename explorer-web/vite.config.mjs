import { defineConfig } from "vite";

export default defineConfig({
  root: "src/main/web",
  // Every file under a hash of its content, so that a browser may keep it for ever.
  build: {
    assetsDir: "assets",
    // The Content-Security-Policy allows no data: URL.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    reportCompressedSize: false,
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
});
