// Looks now and then for what was done elsewhere, as long as somebody can see it.
const SHORTEST_MS = 4000;
const LONGEST_MS = 15_000;

/**
 * `look()` tells whether to look again. It is not asked in a hidden tab, nor when `inSight()` is false: then the looking
 * ends, and whoever shows it again calls `start`. The longer nothing happens, the longer the pauses.
 */
export function polling(inSight, look) {
  let timer;
  let pause = SHORTEST_MS;

  function start() {
    pause = SHORTEST_MS;
    wait();
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(tick, pause);
  }

  async function tick() {
    if (document.hidden || !inSight()) return;
    pause = Math.min(pause * 1.5, LONGEST_MS);
    if (await look()) wait();
  }

  return { start };
}
