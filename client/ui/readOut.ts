/** Reads something out in a language, if this device has a voice of its own for it; what was being read gives way. */
export function readOut(words: string, lang: string): void {
  const { speechSynthesis: reader } = globalThis;
  // A voice that comes over the net would send what is read to somebody else.
  const voice = reader?.getVoices().find((one) => one.localService && one.lang.startsWith(lang));
  if (!voice) return;
  const said = new SpeechSynthesisUtterance(words);
  said.voice = voice;
  said.lang = voice.lang;
  reader.cancel();
  reader.speak(said);
}
