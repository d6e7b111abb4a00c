"""Who works on what in 云岭: offices, and works with the numbers that they may promise."""

from dataclasses import dataclass
from random import Random

from .aims import Aim, both, each_of, event, fall, fewer, made, money, rate, rise, stock

LEVELS = ("市", "县", "区", "州", "省")
# {} is the level: 市科技局, 县科技局; a province's bureaus are called 厅.
BUREAUS = (
    *("{}科技局", "{}财政局", "{}工业和信息化局", "{}发展改革委", "{}教育局", "{}人社局"),
    *("{}住房和城乡建设局", "{}交通运输局", "{}农业农村局", "{}文化和旅游局", "{}卫生健康委"),
    *("{}商务局", "{}生态环境局", "{}市场监管局", "{}自然资源和规划局", "{}水利局", "{}民政局"),
    *("{}应急管理局", "{}数据局", "{}委组织部", "{}委宣传部", "{}委编办", "{}总工会", "团{}委"),
    *("{}妇联", "{}税务局", "{}气象局", "{}政务服务中心", "{}投资促进中心", "云岭供电公司"),
)
TWO_PLATES = ("{}委科创办（{}科技局）", "{}委农办（{}农业农村局）")
COLLECTIVES = ("各乡镇政府", "各乡镇、街道", "高新区管委会", "各县（市、区）人民政府", "有关企业")


@dataclass(frozen=True)
class Work:
    """Something to be done: its heading, a sentence about it, and what may be promised of it."""

    heading: str
    about: str
    aims: tuple[Aim, ...]


@dataclass(frozen=True)
class Parties:
    """Who leads and who assists."""

    lead: tuple[str, ...]
    assist: tuple[str, ...]


WORKS = (
    Work(
        "壮大科技企业队伍",
        "完善分层培育名录，帮助小微企业对接研发服务",
        (
            stock("高新技术企业", "家", 60, 300),
            rate("规上工业企业研发机构覆盖率", 40, 70),
            made("科技型中小企业", "家", 20, 90, "培育"),
        ),
    ),
    Work(
        "建好共享研发平台",
        "支持骨干企业同高校合办实验室，开放大型仪器",
        (
            made("中试基地", "个", 2, 9, "建成"),
            both(("省级工程研究中心", "市级工程研究中心"), "家", 3, 40),
        ),
    ),
    Work(
        "畅通农村路网",
        "把公路修到自然村，补齐桥涵和护栏",
        (made("农村公路", "公里", 80, 400, "新建"), rate("农村公路优良中等路率", 80, 96)),
    ),
    Work(
        "织密充电网络",
        "在停车场、景区和乡镇集镇布点",
        (made("公共充电桩", "个", 200, 900, "新建"), made("换电站", "座", 3, 20, "建成")),
    ),
    Work(
        "做强云岭茶叶",
        "改良老茶园，统一品牌和包装",
        (
            stock("茶叶综合产值", "亿元", 12, 60),
            made("绿色茶园", "万亩", 2, 9, "建设"),
            event("斗茶大会", "场", 1, 3, "举办"),
        ),
    ),
    Work(
        "改造老旧小区",
        "先修管网和楼道，再添电梯和停车位",
        (made("老旧小区", "个", 20, 90, "改造"), made("电梯", "部", 30, 200, "加装")),
    ),
    Work(
        "办好政务服务",
        "合并环节，推行一张表申请",
        (
            fewer("企业开办时间", "个工作日", 1, 5, "压缩"),
            rate("政务服务事项网上可办率", 90, 99),
        ),
    ),
    Work(
        "稳住就业岗位",
        "盯住毕业生和返乡务工人员，开展订单培训",
        (
            stock("城镇新增就业人数", "人", 3000, 9000),
            fewer("城镇调查失业率", "%", 4, 6, "控制"),
            event("专场招聘会", "场", 6, 24, "举办"),
        ),
    ),
    Work(
        "扩大优质学位",
        "按人口变化布局学校，推动教师交流",
        (
            made("公办幼儿园", "所", 3, 20, "新建"),
            each_of(("小学就近入学率", "初中就近入学率"), 90, 99),
        ),
    ),
    Work(
        "补齐基层医疗短板",
        "让乡镇卫生院有人、有药、有设备",
        (
            stock("每千人口医疗卫生机构床位数", "张", 5, 9),
            rate("家庭医生签约率", 40, 80),
        ),
    ),
    Work(
        "完善养老服务",
        "在社区办食堂、设床位，培养护理员",
        (
            made("社区食堂", "个", 10, 60, "新建"),
            rate("养老机构护理型床位占比", 50, 75),
            made("养老护理员", "名", 100, 800, "培训"),
        ),
    ),
    Work(
        "打响茶山旅游",
        "串起古道、茶园和民宿，做好淡季产品",
        (
            stock("年接待游客量", "万人次", 100, 900),
            event("茶山音乐季", "场", 2, 6, "举办"),
            made("精品民宿", "家", 10, 60, "打造"),
        ),
    ),
    Work(
        "守住清水出境",
        "查清排口，分段治理，雨污分流",
        (rate("地表水优良断面比例", 85, 99), made("污水管网", "公里", 40, 300, "新建")),
    ),
    Work(
        "改善空气质量",
        "管住扬尘和秸秆焚烧，淘汰旧锅炉",
        (
            fewer("细颗粒物平均浓度", "微克/立方米", 20, 35, "控制"),
            rate("空气质量优良天数比率", 85, 97),
        ),
    ),
    Work(
        "推进节能降碳",
        "改造窑炉，推广余热利用",
        (fall("单位生产总值能耗", 5, 15), made("绿色工厂", "家", 3, 20, "创建")),
    ),
    Work(
        "拓展外贸市场",
        "组织企业抱团参展，培育海外仓",
        (rise("货物进出口总额", 5, 12), made("海外仓", "个", 2, 9, "布局")),
    ),
    Work(
        "铺好数字底座",
        "推进网络进园区、进景区、进农村",
        (made("5G基站", "座", 200, 900, "新建"), rate("行政村千兆光纤通达率", 80, 99)),
    ),
    Work(
        "引来青年人才",
        "给住房、给项目、给导师",
        (
            made("青年人才", "名", 200, 900, "引进"),
            both(("院士工作站", "博士后工作站"), "家", 2, 20),
            money("人才发展资金", "万元", 500, 5000),
        ),
    ),
    Work(
        "夯实安全基础",
        "排查危化品、燃气和自建房隐患",
        (fall("生产安全事故起数", 5, 20), event("应急演练", "场次", 2, 12, "开展")),
    ),
    Work(
        "守护食品安全",
        "盯住校园食堂和农村集市",
        (event("食品抽检", "批次", 500, 4000, "完成"), rate("食品抽检合格率", 97, 99)),
    ),
    Work(
        "用好知识产权",
        "建立快速维权通道，推动专利转让",
        (stock("每万人口发明专利拥有量", "件", 4, 20), rise("技术合同成交额", 8, 25)),
    ),
    Work(
        "降低物流成本",
        "整合货运场站，发展多式联运",
        (
            fewer("社会物流总费用与生产总值的比率", "%", 11, 15, "控制"),
            made("物流枢纽", "个", 2, 6, "建成"),
        ),
    ),
)

# Sentences that promise no number, whatever numbers stand in them.
ASIDES = (
    "落实好“五个一”工作法",
    "对新认定的企业，每家给予20万元奖励",
    "坚持一张图管到底",
    "目前，已建成同类项目18个",
    "相关要求按第3条执行",
    "优先安排库区和山区",
)


def parties(random: Random, level: str) -> Parties:
    """One or two who lead and up to four who assist, no office twice."""
    offices = random.sample(BUREAUS, 6)
    if random.random() < 0.15:
        offices[0] = random.choice(TWO_PLATES)
    lead = offices[: 1 if random.random() < 0.8 else 2]
    assist = offices[2 : random.choice((2, 3, 4, 5))]
    if assist and random.random() < 0.35:
        assist.append(random.choice(COLLECTIVES))
    return Parties(tuple(_named(lead, level)), tuple(_named(assist, level)))


def _named(offices: list[str], level: str) -> list[str]:
    named = [office.format(*[level] * 2) for office in offices]
    return [name.replace("局", "厅") for name in named] if level == "省" else named
