import { type AvatarEvents, avatarCommands } from './avatars.ts';
import type { ParsedOf, PayloadOf, ReplyOf } from './contract.ts';
import { type EngagementEvents, engagementCommands } from './engagement.ts';
import type { IdentityEvents } from './identity.ts';
import { type ModerationEvents, moderationCommands } from './moderation.ts';
import { type LookEvents, productCommands } from './products.ts';
import type { RefusalBody } from './refusal.ts';
import { type StageEvents, stageCommands } from './stage.ts';
import { tourCommands } from './tours.ts';
import { type VoiceEvents, voiceCommands } from './voice.ts';

/** Every command of a room, by name. */
export const commands = {
  ...avatarCommands,
  ...engagementCommands,
  ...moderationCommands,
  ...stageCommands,
  ...productCommands,
  ...tourCommands,
  ...voiceCommands,
};

export type CommandName = keyof typeof commands;
export type Payload<Name extends CommandName> = PayloadOf<(typeof commands)[Name]>;
export type Parsed<Name extends CommandName> = ParsedOf<(typeof commands)[Name]>;
export type Reply<Name extends CommandName> = ReplyOf<(typeof commands)[Name]>;

/** Every event that a room sends, by name. */
export type Events = AvatarEvents &
  EngagementEvents &
  ModerationEvents &
  IdentityEvents &
  StageEvents &
  LookEvents &
  VoiceEvents & {
    /** A command sent without waiting for an answer was refused. */
    refused: RefusalBody & { command: string };
  };
export type EventName = keyof Events;
