//! Codes about putting an approved version online, widening or taking it back, and who sees it.

use super::{Row, Who};

pub(super) const ROWS: &[Row] = &[
    (
        85015,
        Who::Isv,
        "Check that `wxfleet authorizer show APPID` says Mini Program: domains and base library exist for these only; a base library version must be one that `wxfleet call get_support_version --appid APPID` lists.",
        "请确认 `wxfleet authorizer show APPID` 为小程序：域名与基础库仅小程序有；基础库版本须在 `wxfleet call get_support_version --appid APPID` 所列之中。",
    ),
    (
        85019,
        Who::Isv,
        "There is no version to release: see `wxfleet code show APPID`, submit one by `wxfleet code submit APPID`, and wait for its approval.",
        "没有可发布的版本：请看 `wxfleet code show APPID`，用 `wxfleet code submit APPID` 提审并等待通过。",
    ),
    (
        85020,
        Who::Isv,
        "`wxfleet code audit APPID` shows how the submission stands: only an approved version can be released.",
        "`wxfleet code audit APPID` 可看审核状态：只有通过的版本才能发布。",
    ),
    (
        85021,
        Who::Isv,
        "Look at `wxfleet call get_visit_status --appid APPID` and `wxfleet code show APPID`: it may be so already, or nothing was ever released.",
        "请看 `wxfleet call get_visit_status --appid APPID` 与 `wxfleet code show APPID`：可能已是该状态，或从未发布过版本。",
    ),
    (
        85022,
        Who::Isv,
        "Give open or close as action: `wxfleet call change_visit_status --appid APPID action=open`.",
        "action 只能是 open 或 close，例如 `wxfleet call change_visit_status --appid APPID action=open`。",
    ),
    (
        85052,
        Who::Us,
        "Nothing to do: `wxfleet code show APPID` shows the version that is online.",
        "无需处理：`wxfleet code show APPID` 可看线上版本。",
    ),
    (
        85079,
        Who::Isv,
        "Release a version to everybody first: `wxfleet code release APPID`; a gray release and codes or links to online pages need one.",
        "请先全量发布一个版本：`wxfleet code release APPID`；分阶段发布，以及指向线上页面的小程序码与链接都需要它。",
    ),
    (
        85080,
        Who::Isv,
        "Wait for the approval (`wxfleet code audit APPID --watch`), then start the gray release.",
        "请等审核通过（`wxfleet code audit APPID --watch`）再开始分阶段发布。",
    ),
    (
        85081,
        Who::Isv,
        "Give a share of 1 to 100: `wxfleet code gray APPID --percentage 10`.",
        "比例须为 1 至 100：`wxfleet code gray APPID --percentage 10`。",
    ),
    (
        85082,
        Who::Isv,
        "`wxfleet code gray APPID` shows the present share: give a greater one, or end it by `wxfleet code gray APPID --end`.",
        "`wxfleet code gray APPID` 可看当前比例：请填更大的值，或用 `wxfleet code gray APPID --end` 取消。",
    ),
    (
        87011,
        Who::Isv,
        "End the gray release first by `wxfleet code gray APPID --end`, or bring it to everybody, then roll back.",
        "请先用 `wxfleet code gray APPID --end` 取消，或扩大到全量，再回退。",
    ),
    (
        87012,
        Who::Isv,
        "Choose a version that `wxfleet code versions APPID` lists (at most the last five); for a withdrawal, `wxfleet code audit APPID` shows whether the review has ended already.",
        "请选择 `wxfleet code versions APPID` 所列版本（最多最近 5 个）；若是撤回审核，请用 `wxfleet code audit APPID` 查看审核是否已结束。",
    ),
    (
        89014,
        Who::Isv,
        "Take a version from `wxfleet call get_support_version --appid APPID` and give it again as version.",
        "请从 `wxfleet call get_support_version --appid APPID` 选取版本号填入 version。",
    ),
];
