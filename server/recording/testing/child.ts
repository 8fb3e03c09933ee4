// A process that records until it is killed; prints how many milliseconds it has.
import { anEvent, openTestRecording, openTestStage } from './stage.ts';

const stage = await openTestStage();
const { bus, records } = await openTestRecording(process.argv[2]!, stage, [anEvent('live')]);
let id = 0;
setInterval(async () => {
  const line = { id: ++id, from: 'ada', who: 'ada', name: 'Ada', text: `line ${id}`, at: Date.now() };
  bus.publish('chat.said', { showroom: 'atelier', line });
  const [segment] = await records.segments('spring');
  process.stdout.write(`${segment?.duration_ms ?? 0}\n`);
}, 100);
