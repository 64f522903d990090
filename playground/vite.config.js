import { defineConfig } from "vite";

export default defineConfig({
  // The page works at any address.
  base: "./",
  build: { target: "es2022" },
  worker: { format: "es" },
  // The package and the rules are beside this directory, in the repository.
  server: { fs: { allow: [".."] } },
});
