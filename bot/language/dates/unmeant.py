"""What looks like a time and is none: titles, numbers of papers and rooms, versions, amounts."""

from __future__ import annotations

from bot.language.dates.numbers import ZH
from bot.language.dates.said import NOTHING, Rule

ROWS = (
    Rule(  # so long before another time that is said: not to be taken for that one
        "no time",
        rf"提[前早](?:{ZH}|半)(?:[多来几])?(?:天|周|个?(?:星期|礼拜|工作日|月|小时)|分钟)(?![内后])",
        NOTHING,
        {"1月8日开会，讲话稿提前两周交": ""},
        cue="提",
    ),
    Rule(  # a day of the old calendar: not to be taken for one of the new
        "no time",
        r"(?:农历|阴历|旧历|夏历)(?!新年)[^,;。]{1,8}|(?:正月|腊月|冬月)[初十廿二三][一二三四五六七八九十]?",
        NOTHING,
        {"农历八月十五前": "", "腊月二十三": ""},
        cue="农 阴 旧 夏 正 腊 冬",
    ),
    Rule(
        "no time",
        r"周[一二三四五六日天][\u4e00-\u9fff](?=同志|先生|女士|老师|主任|处长|副|局长|科长|书记"
        r"|负责|在吗|说|来电)"
        r"|\bat the end of the day(?=,|\s+(?:it|we|what|this|that|they|you|I|the)\b)|今日头条"
        r"|明日之后|先天不足,?后天",
        None,
        {"周一鸣负责的稿子周四交": "2026-11-26", "at the end of the day it works": ""},
    ),
    Rule(
        "no time",
        r"《[^》]*》|“[^”]*”|\"[^\"]*\"|「[^」]*」|『[^』]*』|`[^`]*`|<[^>]*>|https?://\S+"
        r"|\b\S+@\S+\.\w+",
        None,
        {"周五交《12月1日讲话》": "2026-11-27", "改好“下周三”这一节": "", "run `at 5pm`": ""},
        cue='《 “ " 「 『 ` < / @',
    ),
    Rule(
        "no time",
        r"关于[^,;]{1,60}?的(?:通知|意见|报告|请示|函|方案|决定|通报|批复|纪要|公告|办法|规定)",
        None,
        {"关于2025年12月1日工作的通知": ""},
        cue="关",
    ),
    Rule(
        "no time",
        r"[〔\[【(]\d{4}[〕\]】)]\s*\d+\s*号|第?\d{1,5}(?:会议室|[室楼栋幢座馆厅路线])"
        r"|\d{1,5}号(?=楼|院|文|线|门|馆|厅|会议|机|车|桌|房|店|选手|床|窗|台|路|令|包|电)"
        r"|第(?:\d+|[零一二三四五六七八九十百]+)(?![季个天周日\d零一二三四五六七八九十百]).",
        None,
        {"国发〔2026〕12号文": "", "3号楼会议室": "", "把第三稿周五前改好": "2026-11-27"},
        cue="〔 [ 【 ( 室 楼 栋 幢 座 馆 厅 路 线 号 第",
    ),
    Rule(
        "no time",
        r"\b(?:version|ver|v|room|rm|pr|pages?|pp?|no|nos|section|chapter|item|part|step|line"
        r"|option"
        r"|table|figure|fig|appendix|annex|clause|article|art|para|phase|tier|level|gate|floor|bus"
        r"|slide|slides|windows|python|iphone|ext|extension|build|release|sprint|ticket|issue|case)"
        r"[.\s]*(?:number\s+)?#?\d[\w.]*+(?!\s*(?:[ap]\.?m\b|o'clock|:\d|(?-i:[A-Z][a-z]{2})))"
        r"|#\d+|(?-i:\b[A-Z][A-Z0-9]{0,9}-\d[\w-]*)|[vV]\d+(?:\.\d+)+|[$¥￥€£]\s?\d[\d.,]*\S*",
        None,
        {"room 1103 on Friday": "2026-11-27", "PR #4521": "", "V2.3版本下周四提测": "2026-12-03"},
    ),
    Rule(
        "no time",
        r"(?=[\d+(])(?:(?<![\d-])\d{3,4}-\d[\d-]*\d{3}(?!\d)|(?<![\d.])\d{1,3}(?:\.\d{1,3}){2,}(?![\d])"
        r"|\+\d{1,3}[\s-]\d[\d\s-]{5,}|\(\d{3}\)\s*\d{3}-\d{4}|(?<!\d)\d{3}-\d{2,3}-\d[\d-]*"
        r"|\b\d{3}\s\d{3}\s\d[\d-]*|\d{9,}(?!\d*-)|(?<!\d)(?!20\d{6}(?!\d))\d{7,8})",
        None,
        {"call 555-0123": "", "192.168.1.12": "", "我的电话是888-000-9999": ""},
        cue="- . (",
    ),
    Rule(
        "no time",
        r"\d+(?:\.\d+)?\s*(?:%|‰|万|亿|元|块|米|公里|千米|吨|公斤|斤|岁|页|份|人|名|位|件|条|项"
        r"|家|户|篇|字|遍|次|轮"
        r"|票|辆|台|套|倍|分之|折|度|亩|平|k\b|kg\b|km\b|percent|per\s?cent|people|pages|copies"
        r"|items"
        r"|points|years?\s+old|am\b(?=\s+radio))|百分之\S{1,4}",
        None,
        {"12.5万元的预算周五前报": "2026-11-27", "6.45 percent": "", "4号前改3遍": "2026-12-04"},
        cue=(
            "% ‰ 万 亿 元 块 米 里 吨 斤 岁 页 份 人 名 位 件 条 项 家 户 篇 字 遍 次 轮 票 辆 "
            "台 套 倍 分 折 度 亩 平 k kg km percent per people pages copies items points year "
            "years am 百"
        ),
    ),
    Rule(
        "no time",
        r"(?<![零一二两三四五六七八九十百])[零一二两三四五六七八九十百]{1,6}(?:多|几|余)?(?:人"
        r"|名|位|件|条|项|家|户|篇|字|遍|次|轮|票|辆|台|套|倍|岁|页"
        r"|份|元|块钱|万|亿|米|公里|亩|门|口|句|下子|个人|个(?![半月小钟工星礼季分周])|分(?:之|钱))"
        r"|(?<![一二三四五])十分(?![钟后]|[之以]?[前内后])|一点(?:也|都|儿|不|没|点|进展|意见"
        r"|建议|想法|变化|改动|小)"
        r"|[有差好快慢早晚多少大小了再]一点(?![半前整之以钟到的开]|\d)|(?:上|三)下五除二"
        r"|三天两头|一天到晚|半天(?![内后之以])"
        r"|两点(?:意见|建议|要求|说明|想法|注意|体会)|[零一二三四五六七八九十]点(?:意见|建议"
        r"|要求|说明|想法|注意|体会|看法|希望)",
        None,
        {"十分感谢": "", "他一点也不着急": "", "提三点意见": "", "一共十一个人参会": ""},
        cue="零 一 二 两 三 四 五 六 七 八 九 十 百 半",
    ),
    Rule(
        "no time",
        r"\d+(?:[:：]\d+)?\s*(?:比|:)\s*\d+(?:\s*(?:aspect|ratio|的比例|险胜|获胜|战平))"
        r"|\b1:1\b|\b\d{1,2}:\d(?!\d)|\b24/7\b|(?<!\d)\d+/\d+(?=\s*(?:的|人|票|of\b|inch|cup"
        r"|convertible))",
        None,
        {"a 4:3 aspect ratio": "", "schedule a 1:1 on Friday": "2026-11-27"},
        cue=": /",
    ),
)
