// Stands in for the launcher: three things to stop, of which the app behaves as the argument says.
import { createLifecycle } from "../lifecycle.mjs";

const [app] = process.argv.slice(2);
const { onEnd } = createLifecycle();
const tell = (name) => new Promise((resolve) => process.send(name, resolve));

onEnd(
  "database",
  async () => {
    // Slow enough that leaving without it would show.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await tell("database");
  },
  { essential: true },
);
onEnd("simulator", () => tell("simulator"));
onEnd("app", async () => {
  await tell("app");
  if (app === "broken") throw new Error("cannot stop");
  if (app !== "stuck") return;
  // Past the moment in which a repeated signal counts as the same key press.
  setTimeout(tell, 600, "impatient");
  await new Promise(() => {});
});
setInterval(() => {}, 1_000);
await tell("ready");
