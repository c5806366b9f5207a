import { dataFrameFromJSON, type DataFrame, type DataFrameJSON } from '@grafana/data';
import recorded from './recordedFrames.json';

export type Recording = Exclude<keyof typeof recorded, 'comment'>;

/** Frames as Grafana 12.3.0's own data sources were recorded to answer with. */
export const recordedFrames = (name: Recording): DataFrame[] =>
  recorded[name].map((frame) => dataFrameFromJSON(frame as unknown as DataFrameJSON));
