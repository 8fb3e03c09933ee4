import box from 'lucide-static/icons/armchair.svg?raw';
import help from 'lucide-static/icons/circle-question-mark.svg?raw';
import copy from 'lucide-static/icons/copy.svg?raw';
import follow from 'lucide-static/icons/footprints.svg?raw';
import places from 'lucide-static/icons/map-pin.svg?raw';
import chat from 'lucide-static/icons/message-circle.svg?raw';
import microphone from 'lucide-static/icons/mic.svg?raw';
import microphoneOff from 'lucide-static/icons/mic-off.svg?raw';
import minus from 'lucide-static/icons/minus.svg?raw';
import pause from 'lucide-static/icons/pause.svg?raw';
import play from 'lucide-static/icons/play.svg?raw';
import plus from 'lucide-static/icons/plus.svg?raw';
import turnLeft from 'lucide-static/icons/rotate-ccw.svg?raw';
import turnRight from 'lucide-static/icons/rotate-cw.svg?raw';
import ruler from 'lucide-static/icons/ruler.svg?raw';
import send from 'lucide-static/icons/send-horizontal.svg?raw';
import settings from 'lucide-static/icons/settings-2.svg?raw';
import cart from 'lucide-static/icons/shopping-bag.svg?raw';
import people from 'lucide-static/icons/users.svg?raw';
import soundOn from 'lucide-static/icons/volume-2.svg?raw';
import soundOff from 'lucide-static/icons/volume-x.svg?raw';
import close from 'lucide-static/icons/x.svg?raw';

const icons = {
  box,
  copy,
  help,
  chat,
  places,
  follow,
  microphone,
  microphoneOff,
  minus,
  pause,
  play,
  plus,
  turnLeft,
  turnRight,
  ruler,
  send,
  settings,
  cart,
  people,
  soundOn,
  soundOff,
  close,
};

/** The name of an icon of the set. */
export type IconName = keyof typeof icons;

/** An icon of the set; always beside or inside something that has a name. */
export function Icon({ name }: { name: IconName }) {
  return <span class="icon" aria-hidden="true" dangerouslySetInnerHTML={{ __html: icons[name] }} />;
}
