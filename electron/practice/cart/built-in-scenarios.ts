import activationLock from './scenarios/activation-lock.json' with { type: 'json' }
import badCables from './scenarios/bad-cables.json' with { type: 'json' }
import daemonRestart from './scenarios/daemon-restart.json' with { type: 'json' }
import firstDay from './scenarios/first-day.json' with { type: 'json' }
import fullCart from './scenarios/full-cart.json' with { type: 'json' }
import hubReset from './scenarios/hub-reset.json' with { type: 'json' }
import lockedAndUsed from './scenarios/locked-and-used.json' with { type: 'json' }
import mixedFleet from './scenarios/mixed-fleet.json' with { type: 'json' }
import slowWire from './scenarios/slow-wire.json' with { type: 'json' }

/** Scenarios that `--scenario` knows by name; parsed when they are used. */
export const builtInScenarios: Readonly<Record<string, unknown>> = {
  'activation-lock': activationLock,
  'bad-cables': badCables,
  'daemon-restart': daemonRestart,
  'first-day': firstDay,
  'full-cart': fullCart,
  'hub-reset': hubReset,
  'locked-and-used': lockedAndUsed,
  'mixed-fleet': mixedFleet,
  'slow-wire': slowWire,
}
