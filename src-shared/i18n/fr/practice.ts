import type { practice as english } from '../en/practice.ts'
import type { Texts } from '../texts.ts'

/** Ce que prennent les programmes d’exercice, pour leur --help. */
export const practice: Texts<typeof english> = {
  options: {
    cart: `  --devices <n>          nombre d’appareils d’exercice (sinon celui du scénario, ou 8)
  --scenario <nom>       un scénario prêt (first-day, bad-cables, hub-reset…) ou un fichier de scénario
  --seed <texte>         refait les mêmes appareils
  --hands <comment>      qui touche les appareils : atOnce, after:MS, operator ou never
  --time <allure>        instant, realistic ou un facteur comme x20
  --listen <hôte:port>   où usbmuxd écoute en TCP (127.0.0.1:0, n’importe quel port libre)
  --unix <chemin>        une socket unix pour usbmuxd en plus
  --data <dossier>       conserve les clés des appareils
  --factory <dossier>    les certificats de ce monde d’exercice
  --apple <url>          les services d’exercice d’Apple
  --log-level <niveau>   silent, error, warn, info ou debug`,
    tenant: `  --data <dossier>         tout ce que conserve le locataire (nécessaire)
  --factory <dossier>      les certificats de ce monde d’exercice (nécessaire)
  --seed <quoi>            demo ou empty
  --scale <allure>         instant ou realistic
  --port <n>               où écoute Graph (n’importe quel port libre)
  --device-port <n>        où s’inscrivent les appareils (n’importe quel port libre)
  --authority-port <n>     où l’on se connecte (n’importe quel port libre)
  --program-url <url>      le programme d’inscription d’Apple
  --log-level <niveau>     silent, error, warn, info ou debug`,
  },
}
