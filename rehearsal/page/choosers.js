// The select menus: from given options, people, or channels; one or several.

import { chosen, hooks, optionalInput, valueOf, whileBusy } from "./controls.js";
import { confirmed } from "./dialogs.js";
import { avatar, handleOf, nameOf, titleOf } from "./people.js";
import { picker } from "./picker.js";
import { textOf, wordsOf } from "./text.js";

const fromOptions = (it) => chooser(it, staticOptions(it));
const fromPeople = (it) => chooser(it, personOptions(it));
const fromPlaces = (it) => chooser(it, channelOptions(it));
const fromChannels = (it) => chooser(it, channelOptions(it, ["channel"]));

export const CHOOSERS = {
  static_select: fromOptions,
  multi_static_select: fromOptions,
  external_select: fromOptions,
  multi_external_select: fromOptions,
  users_select: fromPeople,
  multi_users_select: fromPeople,
  conversations_select: fromPlaces,
  multi_conversations_select: fromPlaces,
  channels_select: fromChannels,
  multi_channels_select: fromChannels,
};

function chooser(it, options) {
  const { element, office, say } = it;
  const many = element.type.startsWith("multi_");
  let before = [valueOf(it) ?? []].flat();
  const field = picker({
    options,
    chosen: before,
    many,
    clearable: optionalInput(it) && !many,
    say,
    attributes: hooks(it),
    placeholder: wordsOf(element.placeholder) || say(many ? "choose.many" : "choose"),
    onChoose: async (values) => {
      if (!(await confirmed(element.confirm, office, (text) => textOf(text, office))))
        return field.reset(before);
      before = values;
      return whileBusy(field.face, () => chosen(it)(many ? values : (values[0] ?? null)));
    },
  });
  return field.face;
}

function staticOptions({ element, office }) {
  const groups = element.option_groups ?? [{ options: element.options ?? [] }];
  return groups.flatMap((group) =>
    group.options.map((option) => ({
      value: option.value,
      label: () => textOf(option.text, office),
      words: wordsOf(option.text),
      hint: wordsOf(option.description),
      group: wordsOf(group.label),
    })),
  );
}

function personOptions({ office }) {
  return office.people().map((member) => ({
    value: member.id,
    label: () => nameOf(member),
    hint: titleOf(member, office),
    words: `${nameOf(member)} ${handleOf(member)}`,
    picture: () => avatar(member, office, "small"),
  }));
}

function channelOptions({ element, office }, kinds = null) {
  const wanted =
    kinds ?? element.filter?.include?.map((kind) => ({ public: "channel", im: "app" })[kind] ?? kind);
  return office.state.channels
    .filter(({ kind }) => !wanted || wanted.includes(kind))
    .map((channel) => ({
      value: channel.id,
      label: () => (channel.kind === "app" ? office.state.app.name : `# ${channel.name}`),
      words: channel.name ?? "",
    }));
}
