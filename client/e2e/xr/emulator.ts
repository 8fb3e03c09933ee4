import { metaQuest3, XRDevice } from 'iwer';
import { install } from './patched.ts';

install(new XRDevice(metaQuest3, { stereoEnabled: true }));
