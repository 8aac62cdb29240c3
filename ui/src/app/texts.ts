// The files of sentences, one line each. The name on the left is the first part of every key of that file.
import act from "../../../assets/text/ja/act.json";
import app from "../../../assets/text/ja/app.json";
import failure from "../../../assets/text/ja/failure.json";
import field from "../../../assets/text/ja/field.json";
import fileProblem from "../../../assets/text/ja/file_problem.json";
import hint from "../../../assets/text/ja/hint.json";
import exporting from "../../../assets/text/ja/export.json";
import household from "../../../assets/text/ja/household.json";
import history from "../../../assets/text/ja/history.json";
import home from "../../../assets/text/ja/home.json";
import keys from "../../../assets/text/ja/keys.json";
import kit from "../../../assets/text/ja/kit.json";
import more from "../../../assets/text/ja/more.json";
import problem from "../../../assets/text/ja/problem.json";
import progress from "../../../assets/text/ja/progress.json";
import result from "../../../assets/text/ja/result.json";
import settings from "../../../assets/text/ja/settings.json";
import todo from "../../../assets/text/ja/todo.json";
import welcome from "../../../assets/text/ja/welcome.json";
import board from "../../../assets/text/ja/board.json";
import checks from "../../../assets/text/ja/checks.json";
import confirm from "../../../assets/text/ja/confirm.json";
import duplicate from "../../../assets/text/ja/duplicate.json";
import erase from "../../../assets/text/ja/erase.json";
import entry from "../../../assets/text/ja/entry.json";
import matching from "../../../assets/text/ja/matching.json";
import planProblem from "../../../assets/text/ja/plan_problem.json";
import print from "../../../assets/text/ja/print.json";
import report from "../../../assets/text/ja/report.json";
import question from "../../../assets/text/ja/question.json";
import reason from "../../../assets/text/ja/reason.json";
import shortage from "../../../assets/text/ja/shortage.json";
import column from "../../../assets/text/ja/column.json";
import comparison from "../../../assets/text/ja/comparison.json";
import importing from "../../../assets/text/ja/import.json";
import registrants from "../../../assets/text/ja/registrants.json";
import users from "../../../assets/text/ja/users.json";
import supporters from "../../../assets/text/ja/supporters.json";

export const texts = {
  column,
  comparison,
  export: exporting,
  import: importing,
  registrants,
  supporters,
  users,
  act,
  app,
  failure,
  field,
  file_problem: fileProblem,
  hint,
  history,
  household,
  home,
  keys,
  kit,
  more,
  problem,
  progress,
  result,
  settings,
  todo,
  welcome,
  board,
  checks,
  confirm,
  duplicate,
  erase,
  entry,
  matching,
  plan_problem: planProblem,
  print,
  report,
  question,
  reason,
  shortage,
} as const;
