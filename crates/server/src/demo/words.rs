//! What a person reads when a demo has started: where things are, how to sign in, what to try.

use std::path::{Path, PathBuf};

use super::desk::{Desk, OPERATOR};
use super::fleet::COMPONENT;
use crate::words::{Lang, say};

/// The welcome. The commands are ready to be copied.
pub(crate) fn welcome(desk: &Desk, template: &str, password: &str, lang: Lang) -> String {
    let (server, simulator, key) = (desk.public_base(), desk.simulator_base(), &desk.key);
    let wxfleet = invocation();
    let appid = desk.mini_programs().into_iter().next().unwrap_or_default();
    let export = say!(lang, "For the command line (once in each terminal):", "命令行登录（每个终端执行一次）：");
    let commands = [
        (format!("{wxfleet} authorizer list"), lang.pick("who is authorized", "看看哪些账号已授权")),
        (
            format!("{wxfleet} authorizer link --note demo"),
            lang.pick("invite another merchant: open the link in a browser", "邀请一个商家：用浏览器打开链接"),
        ),
        (
            format!("{wxfleet} code commit {appid} --template {template} --user-version 1.0.0 --user-desc demo"),
            lang.pick("upload code from a template", "用模板上传代码"),
        ),
        (
            format!("{wxfleet} code submit {appid} --watch"),
            lang.pick("submit it and follow WeChat's audit", "提交审核并等结果"),
        ),
        (format!("{wxfleet} code release {appid} --yes"), lang.pick("put it online", "发布上线")),
    ];
    let width = commands.iter().map(|(command, _)| command.chars().count()).max().unwrap_or_default();
    let commands: Vec<String> =
        commands.iter().map(|(command, what)| format!("  {command:width$}  # {what}")).collect();
    let commands = commands.join("\n");
    let pages = say!(
        lang,
        "wxfleet demo is running.\n\n  \
         console               {server}/console/\n  \
         sign in as            {OPERATOR}, password {password}\n  \
         authorization page    {server}/authorize/{COMPONENT}\n  \
         API documentation     {server}/api/docs\n  \
         simulator of WeChat   {simulator}/",
        "wxfleet 演示已启动。\n\n  \
         控制台        {server}/console/\n  \
         登录          用户名 {OPERATOR}，密码 {password}\n  \
         商家授权页    {server}/authorize/{COMPONENT}\n  \
         API 文档      {server}/api/docs\n  \
         微信模拟器    {simulator}/"
    );
    let next = say!(lang, "Five commands to try next:", "接下来可以试这五条命令：");
    format!("{pages}\n\n{export}\n  export WXFLEET_SERVER={server} WXFLEET_KEY={key}\n\n{next}\n{commands}\n")
}

/// How to call this very program from the present directory.
fn invocation() -> String {
    let Ok(program) = std::env::current_exe() else { return "wxfleet".to_owned() };
    let here = std::env::current_dir().unwrap_or_default();
    shortest(&program, &here, std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()))
}

/// The program's bare name if the shell finds it, else its path, relative where that is shorter.
fn shortest(program: &Path, here: &Path, mut searched: impl Iterator<Item = PathBuf>) -> String {
    let found = |dir: PathBuf| dir.join("wxfleet").canonicalize().is_ok_and(|found| found == program);
    if searched.any(found) {
        return "wxfleet".to_owned();
    }
    match program.strip_prefix(here) {
        Ok(below) => format!("./{}", below.display()),
        Err(_) => program.display().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_as_short_as_the_shell_allows() {
        let dir = tempfile::tempdir().unwrap();
        let home = dir.path().canonicalize().unwrap();
        let program = home.join("wxfleet");
        std::fs::write(&program, "").unwrap();
        assert_eq!(shortest(&program, Path::new("/"), std::iter::once(home.clone())), "wxfleet");
        assert_eq!(shortest(&program, &home, std::iter::empty()), "./wxfleet");
        assert_eq!(shortest(&program, Path::new("/nowhere"), std::iter::empty()), program.display().to_string());
    }
}
