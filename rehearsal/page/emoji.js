// The emoji short codes this Slack knows, and how one is shown.

import { h } from "./dom.js";

const TABLE = `
memo 📝|pencil 📝|mag 🔍|mag_right 🔎|bellhop_bell 🛎️|bell 🔔|no_bell 🔕|hourglass_flowing_sand ⏳|hourglass ⌛|red_circle 🔴
white_check_mark ✅|lock 🔒|unlock 🔓|key 🔑|warning ⚠️|x ❌|heavy_check_mark ✔️|ballot_box_with_check ☑️|question ❓|exclamation ❗
large_blue_circle 🔵|blue_circle 🔵|large_yellow_circle 🟡|yellow_circle 🟡|large_green_circle 🟢|green_circle 🟢|large_orange_circle 🟠|white_circle ⚪|black_circle ⚫|purple_circle 🟣
smile 😄|grinning 😀|slightly_smiling_face 🙂|blush 😊|joy 😂|wink 😉|thinking_face 🤔|neutral_face 😐|cry 😢|sweat_smile 😅
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|clap 👏|pray 🙏|wave 👋|raised_hands 🙌|ok_hand 👌|muscle 💪|point_right 👉|point_left 👈|point_up 👆|point_down 👇|eyes 👀|handshake 🤝|writing_hand ✍️|hand ✋|raised_hand ✋
heart ❤️|star ⭐|sparkles ✨|fire 🔥|tada 🎉|rocket 🚀|100 💯|bulb 💡|zap ⚡|boom 💥|rainbow 🌈|sunny ☀️|sunrise 🌅|cloud ☁️|umbrella ☔|snowflake ❄️|crescent_moon 🌙|zzz 💤
calendar 📆|date 📅|spiral_calendar_pad 🗓️|alarm_clock ⏰|stopwatch ⏱️|clock3 🕒|clock9 🕘|watch ⌚|timer_clock ⏲️
clipboard 📋|page_facing_up 📄|bookmark_tabs 📑|bookmark 🔖|books 📚|book 📖|open_book 📖|notebook 📓|ledger 📒|newspaper 📰|scroll 📜|file_folder 📁|open_file_folder 📂|card_index_dividers 🗂️|file_cabinet 🗄️|paperclip 📎|pushpin 📌|round_pushpin 📍|inbox_tray 📥|outbox_tray 📤|envelope ✉️|email 📧|incoming_envelope 📨|mailbox 📫|package 📦
chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊|abacus 🧮|moneybag 💰|briefcase 💼|hammer 🔨|wrench 🔧|gear ⚙️|link 🔗|wastebasket 🗑️|lower_left_fountain_pen 🖋️|pencil2 ✏️|crayon 🖍️|triangular_ruler 📐
phone ☎️|telephone_receiver 📞|iphone 📱|computer 💻|desktop_computer 🖥️|printer 🖨️|camera 📷|loudspeaker 📢|mega 📣|speech_balloon 💬|thought_balloon 💭|studio_microphone 🎙️|satellite_antenna 📡
house 🏠|office 🏢|classical_building 🏛️|school 🏫|hospital 🏥|car 🚗|red_car 🚗|bus 🚌|airplane ✈️|train 🚆|bike 🚲|construction 🚧|rotating_light 🚨|ambulance 🚑|fire_engine 🚒|world_map 🗺️|globe_with_meridians 🌐|earth_asia 🌏
bust_in_silhouette 👤|busts_in_silhouette 👥|man 👨|woman 👩|baby 👶|robot_face 🤖|crown 👑|trophy 🏆|medal 🏅|dart 🎯|art 🎨|performing_arts 🎭|clapper 🎬|musical_note 🎵|gift 🎁|birthday 🎂|tea 🍵|coffee ☕|rice 🍚|bread 🍞|apple 🍎
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrows_counterclockwise 🔄|repeat 🔁|leftwards_arrow_with_hook ↩️|arrow_right_hook ↪️|fast_forward ⏩|rewind ⏪|double_vertical_bar ⏸️|black_square_for_stop ⏹️|heavy_plus_sign ➕|heavy_minus_sign ➖|no_entry ⛔|no_entry_sign 🚫|information_source ℹ️|recycle ♻️|new 🆕|ok 🆗|sos 🆘|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|shield 🛡️|balance_scale ⚖️|scales ⚖️|see_no_evil 🙈|palm_tree 🌴|seedling 🌱|herb 🌿|cn 🇨🇳|us 🇺🇸|gb 🇬🇧
`;

export const EMOJI = new Map(
  TABLE.trim()
    .split(/[|\n]/)
    .map((entry) => entry.split(" ")),
);

export function emojiNode(name) {
  const picture = EMOJI.get(name.replace(/::skin-tone-\d$/, ""));
  return picture ? h("span", { class: "emoji", role: "img", "aria-label": name }, picture) : `:${name}:`;
}

/** Plain text with its short codes shown as pictures. */
export function withEmoji(text) {
  return text.split(/:([a-z0-9_+'-]+):/).map((piece, at) => (at % 2 ? emojiNode(piece) : piece));
}
