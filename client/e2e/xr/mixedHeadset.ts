import { metaQuest3, XRDevice } from 'iwer';
import { install } from './patched.ts';
import { furnish } from './sensedRoom.ts';

const headset = new XRDevice(metaQuest3, { stereoEnabled: true });
install(headset);
furnish(headset);
