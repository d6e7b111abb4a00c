"""Sheets as departments send them, each after a shape that offices really use. All invented."""

from tests.sheets.matching.pages import OwnSheet

PLAIN = [
    OwnSheet(
        "public wishes with a value, a rate and remarks",
        """
云岭市2026年民生实事项目1-8月进展情况表
序号|项目名称|责任单位|目标任务|1-8月实际完成情况|1-8月实际完成率%|备注
1|就业技能培训|市人社局|1500人|700|46.7|
2|新建公办幼儿园|市教育局|4所||70|主体已封顶，尚未交付
3|老旧小区改造|市住建局|36|30|83.3|
4|新建公共充电桩|市发改委|900|1071|119|
注：数据截至8月底。
""",
        (2, 2), "number subject unit planned value rate remarks",
        "3=11 4=12 5=?13 6=16",
    ),
    OwnSheet(
        "an item with three lines of which only the first is numbered",
        """
2026年民生实事进展
序号|项目名称|责任单位|目标任务|累计完成|完成率（%）
1|就业技能培训|市人社局|1500人次|900|60
5|农村公路提升工程|市交通局|新建农村公路30公里|21|70
|||改造农村公路55公里|44|80
|||养护农村公路400公里|400|100
6|滨河公园一期工程|市城管局|建成开放|0.9|90
""",
        (2, 2), "number subject unit quote value rate",
        "3=11 4=18 5=19 6=20 7=21",
    ),
    OwnSheet(
        "the same with merged cells",
        """
2026年民生实事进展
序号|项目名称|责任单位|目标任务|累计完成|完成率（%）
5|农村公路提升工程|市交通局|新建农村公路30公里|21|70
|||改造农村公路55公里|44|80
|||养护农村公路400公里|400|100
8|推进龙泉路改造|市住建局|年底前通车|完成路基|80
""",
        (2, 2), "number subject unit quote value rate",
        "3=18 4=19 5=20 6=23",
        merges="A1:F1 A3:A5 B3:B5 C3:C5",
    ),
    OwnSheet(
        "an item whose parts say nothing of their own",
        """
序号|任务名称|责任单位|累计完成
5|农村公路提升工程|市交通局|21
|||44
|||400
""",
        (1, 1), "number subject unit value",
        "2=?17 3=?17 4=?17",
    ),
    OwnSheet(
        "a yearly work list with sentences of progress and nothing else",
        """
序号|工作任务|文件依据|推进情况
1|建设城市创新平台|云政办发〔2026〕9号|1.新增平台4个；2.创新联合体方案已印发，下一步加快组建。
2|培育高新技术企业|云政办发〔2026〕9号|组织申报辅导6场，入库企业58家，正在开展第二批申报工作。
6|促进科技成果转化|云政办发〔2026〕9号|建成概念验证中心2个，转化成果137项，第三个中心正在装修。
""",
        (1, 1), "number subject plan progress",
        "2=1 3=2 4=7", owed="市科技局",
    ),
    OwnSheet(
        "points and certifying units, targets of every kind",
        """
云岭市2026年目标任务分解表
项目|分值|目标任务|监考单位|完成情况
技术合同成交额|3|26|市统计局|19.4
研发投入强度|2|高于2.9|市统计局|2.7
高新技术企业数量|1|年终根据全省平均水平综合考核|市科技局市统计局|301
""",
        (2, 2), "subject ignore planned ignore value",
        "3=4 4=8 5=3", owed="市科技局",
    ),
    OwnSheet(
        "a breakdown with quarters, leaders and deadlines",
        """
云岭市科技创新行动方案任务分解及进展表
序号|类别|目标任务|完成标志|第一季度节点|第二季度节点|第三季度节点|第四季度节点|牵头市领导|牵头单位|责任单位|完成时限|责任人|进展情况
1|平台|建设城市创新平台|新增6个|印发方案|新增2个|新增4个|新增6个|周一鸣|市科技局|市财政局|12月底|李明|已新增4个，正在推进第三批认定工作。
4|人才|引进高层次人才|对接12场|2场|5场|9场|12场|周一鸣|市人社局|市科技局|12月底|张华|已举办对接活动9场，达成意向86人。
5|金融|完善科技金融服务|设立资金|调研|起草|印发|到位|周一鸣|市财政局|市科技局|11月底|王芳|资金管理办法已印发，首期2亿元已到位。
""",
        (2, 2), "number category subject quote ignore ignore ignore ignore ignore unit ignore due reporter progress",
        "3=1 4=5 5=6",
    ),
    OwnSheet(
        "period, total, rate, pace, progress, problems, next steps, coordination, who and when",
        """
|||||||||||||||
填报单位：市科技局||||||||截至日期：2026年9月30日||||||||
序号|重点任务|计量单位|年度目标|本期完成|累计完成|完成率|是否达序时|进展情况|存在问题|下一步打算|需协调事项|填报人|审核人|联系电话|填报日期
1|技术合同成交额|亿元|26|2.1|19.4|0.746|是|登记合同1310项，成交额稳步增长。|无|加强登记服务，组织专场辅导。|无|李明|周强|08712345678|2026.10.8
2|高新技术企业数量|家|320|0|301|0.94|是|第一批47家已公示，第二批正在评审。|部分企业研发费用归集不规范。|开展上门辅导。|无|李明|周强|08712345678|2026.10.8
""",
        (3, 3),
        "number subject unit_of_measure planned period_value value rate ignore progress problems next_steps coordination reporter ignore phone written_on",
        "4=4 5=3", owed="市科技局", percents="G4 G5",
    ),
    OwnSheet(
        "two header rows, groups merged over their columns",
        """
云岭市2026年重点指标完成情况|||||||
截至2026年9月30日|||||||单位：详见表内
序号|指标名称|目标||完成情况||牵头单位|备注
||数值|单位|累计完成|完成率（%）||
1|技术合同成交额|26|亿元|19.4|74.6|市科技局|
2|高新技术企业数量|320|家|301|94.1|市科技局|
3|研发投入强度|2.9|%|2.7|93.1|市科技局|年度指标
""",
        (3, 4), "number subject planned unit_of_measure value rate unit remarks",
        "5=4 6=3 7=8",
        merges="A1:H1 A3:A4 B3:B4 C3:D3 E3:F3 G3:G4 H3:H4",
    ),
    OwnSheet(
        "the same saved as text, where merged cells are gone",
        """
序号|指标名称|目标||完成情况||牵头单位
||数值|单位|累计完成|完成率（%）|
1|技术合同成交额|26|亿元|19.4|74.6|市科技局
2|高新技术企业数量|320|家|301|94.1|市科技局
""",
        (1, 2), "number subject planned unit_of_measure value rate unit",
        "3=4 4=3",
    ),
    OwnSheet(
        "three header rows",
        """
附件2
云岭市民生实事推进情况统计表
序号|民生实事|2026年||||责任单位
||年度目标||完成情况||
||数量|单位|数量|比例%|
2|新建公办幼儿园|4|所|2|50|市教育局
3|改造老旧小区|36|个|30|83.3|市住建局
""",
        (3, 5), "number subject planned unit_of_measure value rate unit",
        "6=12 7=13",
        merges="A1:G1 A2:G2 A3:A5 B3:B5 C3:F3 C4:D4 E4:F4 G3:G5",
    ),
    OwnSheet(
        "four header rows with a row of numbers below them",
        """
云岭市重点工作台账
序号|任务|完成情况||||责任单位
||2026年||||
||累计||本月||
||数值|比例|数值|比例|
1|2|3|4|5|6|7
1|建设城市创新平台|4|66.7|1|16.7|市科技局
6|促进科技成果转化|137|68.5|20|10|市科技局
""",
        (2, 5), "number subject value rate period_value ignore unit",
        "7=1 8=7",
        merges="A2:A5 B2:B5 C2:F2 C3:F3 C4:D4 E4:F4 G2:G5",
    ),
    OwnSheet(
        "甲 乙 1 2 below the header",
        """
序号|项目名称|目标值|完成值|完成率
甲|乙|1|2|3=2/1
2|新建公办幼儿园|4|2|50%
3|改造老旧小区|36|30|83.3%
""",
        (1, 1), "number subject planned value rate",
        "3=12 4=13",
    ),
    OwnSheet(
        "months side by side, of which the newest counts",
        """
序号|工作任务|责任单位|7月进展情况|8月进展情况|9月进展情况
1|建设城市创新平台|市科技局|新增平台2个。|新增平台3个。|新增平台4个，联合体方案已印发。
2|培育高新技术企业|市科技局|辅导4场。|辅导5场。|辅导6场，入库企业58家。
""",
        (1, 1), "number subject unit ignore ignore progress",
        "2=1 3=2",
    ),
    OwnSheet(
        "last year beside this year",
        """
指标名称|计量单位|2025年完成|2026年目标|2026年1-9月完成|同比增长（%）
技术合同成交额|亿元|22|26|19.4|8.1
研发投入强度|%|2.6|2.9|2.7|0.1
""",
        (1, 1), "subject unit_of_measure ignore planned value ignore",
        "2=4 3=8", owed="市科技局",
    ),
    OwnSheet(
        "English words",
        """
Progress of Yunling, September 2026
No.|Task|Responsible unit|Target value|Unit of measure|Value reached|Completion rate (%)|Progress|Problems|Next steps|Remarks
3|技术合同成交额|市科技局|26|亿元|19.4|74.6|On schedule|none|Go on|
2|高新技术企业数量|市科技局|320|家|301|94.1|Second batch in review|none|Visit firms|
""",
        (2, 2), "number subject unit planned unit_of_measure value rate progress problems next_steps remarks",
        "3=4 4=3",
    ),
]  # fmt: skip

TITLES = [
    OwnSheet(
        "own numbers that are not the plan's",
        """
序号|重点工作|责任单位|进展情况|下步措施
1|促进科技成果转化|市科技局|建成概念验证中心2个。|加快第三个中心建设。
2|建设城市创新平台|市科技局|新增平台4个。|组建联合体。
3|培育高新技术企业|市科技局|辅导6场。|开展第二批辅导。
4|研发投入强度|市科技局|等待年度统计。|加强填报辅导。
""",
        (1, 1), "number subject unit progress next_steps",
        "2=7 3=1 4=2 5=8", owed="市科技局",
    ),
    OwnSheet(
        "own numbers, a similar title and the plan's number by chance",
        """
序号|重点工作|进展情况
1|促进科技成果转化|建成概念验证中心2个。
2|建设城市创新平台|新增平台4个。
3|培育高新技术企业|辅导6场。
4|研发投入强度|等待年度统计。
7|研发投入强度提升专项行动|已印发。
""",
        (1, 1), "number subject progress",
        "2=7 3=1 4=2 5=8 6=?8", owed="市科技局",
    ),
    OwnSheet(
        "numbers only, which says too little",
        """
序号|进展情况|存在问题
1|新增平台4个，联合体方案已印发，正在组织签约。|无
2|辅导6场，入库企业58家，第二批正在申报之中。|无
""",
        (1, 1), "number progress problems",
        "2=?1 3=?", owed="市科技局",
    ),
    OwnSheet(
        "a number whose title contradicts it",
        """
序号|任务名称|牵头单位|进展情况
1|清理规范涉企收费|市科技局|已完成清单梳理。
6|促进科技成果转化|市科技局|转化成果137项。
""",
        (1, 1), "number subject unit progress",
        "2=?1 3=7", owed="市科技局",
    ),
    OwnSheet(
        "first and second stage",
        """
序号|项目名称|责任单位|形象进度
6|滨河公园一期|市城管局|绿化完成，正在安装路灯和座椅等设施。
7|滨河公园二期|市城管局|可研报告已批复，正在办理用地手续。
8|滨河公园三期|市城管局|正在谋划，尚未立项，拟列入明年计划。
""",
        (1, 1), "number subject unit progress",
        "2=21 3=22 4=?",
    ),
    OwnSheet(
        "a road of another name",
        """
序号|项目名称|责任单位|进展情况
8|推进清泉路改造|市住建局|完成路基施工。
9|城区排水管网改造|市住建局|完成12公里。
""",
        (1, 1), "number subject unit progress",
        "2=?23 3=24",
    ),
    OwnSheet(
        "one title in two plans, told by the column of plans",
        """
序号|文件名称|工作任务|推进情况
1|云岭市科技创新行动方案|完善科技金融服务|首期资金2亿元已到位。
2|云岭市优化营商环境工作要点|完善科技金融服务|白名单已收录412户企业。
""",
        (1, 1), "number plan subject progress",
        "2=6 3=32", owed="市财政局",
    ),
    OwnSheet(
        "one title in two plans, and nothing tells them apart",
        """
工作任务|推进情况
完善科技金融服务|首期资金2亿元已到位，已为31户企业增信。
""",
        (1, 1), "subject progress",
        "2=?", owed="市财政局",
    ),
    OwnSheet(
        "one title in two plans, told by numbers that agree",
        """
序号|任务|落实情况
5|完善科技金融服务|首期资金2亿元已到位。
2|完善科技金融服务|白名单已收录412户企业。
""",
        (1, 1), "number subject progress",
        "2=6 3=32", owed="市财政局",
    ),
    OwnSheet(
        "one title at several units, told by the unit",
        """
云岭市新建公共充电桩进度表
序号|项目|县区|目标数|完成数|完成比例
1|新建公共充电桩|东川区|300|120|40%
2|新建公共充电桩|西岭县|200|90|45%
3|新建公共充电桩|北山县|100|20|20%
合计|||600|230|38.3%
""",
        (2, 2), "number subject unit planned value rate",
        "3=14 4=15 5=?",
    ),
    OwnSheet(
        "the title merged over the districts",
        """
项目|县（市、区）|计划数|累计完成
新建公共充电桩|东川区|300|120
|西岭县|200|90
小计||500|210
""",
        (1, 1), "subject unit planned value",
        "2=14 3=15",
        merges="A2:A3",
    ),
    OwnSheet(
        "another unit's line in the sheet of ours",
        """
序号|任务名称|责任单位|进展情况
1|建设城市创新平台|市科技局|新增平台4个。
4|建设城市创新平台|市财政局|安排经费2000万元。
""",
        (1, 1), "number subject unit progress",
        "2=1 3=?1", owed="市科技局",
    ),
    OwnSheet(
        "long names, names without a level, names that run together",
        """
序号|重点任务|牵头部门|工作进展
1|建设城市创新平台|云岭市科学技术局|新增平台4个。
2|培育高新技术企业|科技局|辅导6场。
4|引进高层次人才|市人力资源和社会保障局市财政局|举办对接活动9场。
5|完善科技金融服务|市财政局、市科技局（配合）|首期资金到位。
""",
        (1, 1), "number subject unit progress",
        "2=1 3=2 4=5 5=6",
    ),
    OwnSheet(
        "the whole sentence of the plan instead of its title",
        """
序号|目标任务|推进情况
一|年内新增省级以上创新平台6个，组建创新联合体2个。|新增平台4个，联合体方案已印发。
二|促进科技成果转化。建成概念验证中心3个，转化成果200项。|建成2个，转化成果137项。
三|全年技术合同成交额达到26亿元|登记19.4亿元，同比增长8.1%，进度符合预期。
""",
        (1, 1), "number subject progress",
        "2=1 3=7 4=4", owed="市科技局",
    ),
    OwnSheet(
        "fillings and endings that change nothing",
        """
序号|主要工作|责任单位|工作进展
1|加快推进城市创新平台建设|市科技局|新增平台4个。
2|大力培育高新技术企业|市科技局|辅导6场。
6|进一步促进科技成果转化工作|市科技局|转化成果137项。
""",
        (1, 1), "number subject unit progress",
        "2=?1 3=2 4=7", owed="市科技局",
    ),
    OwnSheet(
        "the same line twice",
        """
序号|工作任务|进展情况
1|建设城市创新平台|新增平台3个。
1|建设城市创新平台|新增平台4个。
2|培育高新技术企业|辅导6场。
""",
        (1, 1), "number subject progress",
        "2=?1 3=?1 4=2", owed="市科技局",
    ),
    OwnSheet(
        "a task and its target under one name",
        """
序号|任务（指标）|计量单位|完成值|进展情况
2|高新技术企业|家|301|第二批正在评审。
3|技术合同成交额|亿元|19.4|稳步增长。
""",
        (1, 1), "number subject unit_of_measure value progress",
        "2=3 3=4", owed="市科技局",
    ),
]  # fmt: skip
