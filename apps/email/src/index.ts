export {
  type InspectedBody,
  type InspectedMail,
  type InspectFault,
  type InspectOptions,
  inspectMail,
} from './inspect-mail.ts';
