/** What the practice programs take, for their --help. */
export const practice = {
  options: {
    cart: `  --devices <n>          how many practice devices (otherwise what the scenario says, or 8)
  --scenario <name>      a ready scenario (first-day, bad-cables, hub-reset …) or a scenario file
  --seed <text>          makes the same devices again
  --hands <how>          who taps on the devices: atOnce, after:MS, operator or never
  --time <pace>          instant, realistic or a factor like x20
  --listen <host:port>   where usbmuxd listens on TCP (127.0.0.1:0, any free port)
  --unix <path>          a unix socket for usbmuxd beside it
  --data <dir>           keeps the devices’ keys
  --factory <dir>        the certificates of this practice world
  --apple <url>          Apple’s practice services
  --log-level <level>    silent, error, warn, info or debug`,
    tenant: `  --data <dir>             everything the tenant keeps (needed)
  --factory <dir>          the certificates of this practice world (needed)
  --seed <what>            demo or empty
  --scale <pace>           instant or realistic
  --port <n>               where Graph listens (any free port)
  --device-port <n>        where devices enroll (any free port)
  --authority-port <n>     where people sign in (any free port)
  --program-url <url>      Apple’s enrollment program
  --log-level <level>      silent, error, warn, info or debug`,
  },
}
