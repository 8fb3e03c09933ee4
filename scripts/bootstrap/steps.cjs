'use strict';
// Node 14.18 must be able to read this file.
const CLEAR_LINE = '\r\x1b[2K';

function elapsed(since, now) {
  const seconds = ((now === undefined ? Date.now() : now) - since) / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

// On a terminal the line is redrawn every second; in a log it is written once and completed at the end.
function createSteps(total, first, out = process.stdout) {
  let index = first - 1;

  function step(name) {
    index = Math.min(index + 1, total);
    const label = `[${index}/${total}] ${name}`;
    const since = Date.now();
    let note = '';
    let logged = '';
    const draw = () =>
      out.isTTY && out.write(`${CLEAR_LINE}${label} … ${note ? `${note}  ` : ''}${elapsed(since)}`);
    const timer = setInterval(draw, 1000);
    if (timer.unref) timer.unref();
    if (out.isTTY) draw();
    else out.write(`${label} …`);
    const finish = (mark) => {
      clearInterval(timer);
      const end = `${mark}${elapsed(since)}\n`;
      out.write(out.isTTY ? `${CLEAR_LINE}${label} …  ${end}` : `  ${end}`);
    };
    return {
      note(text, logText) {
        note = text;
        if (out.isTTY) draw();
        else if (logText && logText !== logged) {
          out.write(` ${logText}`);
          logged = logText;
        }
      },
      done: () => finish(''),
      fail: () => finish('failed after '),
    };
  }

  return {
    async run(name, work) {
      const current = step(name);
      try {
        const result = await work(current);
        current.done();
        return result;
      } catch (error) {
        current.fail();
        throw error;
      }
    },
    skip() {
      index += 1;
    },
  };
}

module.exports = { createSteps, elapsed };
