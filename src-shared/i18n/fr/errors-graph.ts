export const errorsGraph = {
  'graph.profileUrlMissing': {
    sentence: 'Intune ne donne pas encore d’URL de profil pour {{profile}}.',
    remedy:
      'Attendez une minute et réessayez ; si cela persiste, ouvrez le profil dans Intune et vérifiez qu’il peut être exporté.',
  },
  'graph.signInNeeded': {
    sentence: 'Intune n’accepte plus cette connexion.',
    remedy: 'Reconnectez-vous, puis réessayez.',
  },
  'graph.permissionMissing': {
    sentence: 'Il manque à Slipway une autorisation dans Microsoft Graph : {{permission}}.',
    remedy:
      'Demandez à un administrateur de l’accorder à l’inscription d’application, avec son consentement, puis reconnectez-vous.',
  },
  'graph.forbidden': {
    sentence: 'Intune refuse cette opération : {{message}}',
    remedy:
      'Vérifiez que le compte dispose d’une licence Intune et du rôle « Policy and Profile Manager » ou « Administrateur Intune ».',
  },
  'graph.exportNeedsPerson': {
    sentence: 'Intune ne remet pas le fichier d’inscription à une application seule.',
    remedy: 'Faites-le exporter une fois par une personne connectée ; le fichier sert ensuite pendant 14 jours.',
  },
  'graph.notFound': {
    sentence: 'Intune ne connaît plus cet élément : {{message}}',
    remedy: 'Il a peut-être été supprimé dans le portail. Actualisez, puis choisissez de nouveau.',
  },
  'graph.badRequest': {
    sentence: 'Intune n’a pas accepté la demande : {{message}}',
    remedy: 'Corrigez ce qu’il indique et réessayez. Pour le support de Microsoft : requête {{requestId}}.',
  },
  'graph.dependencyFailed': {
    sentence: 'Intune n’a pas traité cette demande, car une étape précédente a échoué.',
    remedy: 'Regardez la première erreur du lot.',
  },
  'graph.throttled': {
    sentence: 'Intune reçoit trop de demandes en ce moment et fait patienter tout le monde.',
    remedy: 'Attendez quelques minutes et réessayez ; ce qui est déjà fait est conservé.',
  },
  'graph.serviceTrouble': {
    sentence: 'Intune rencontre un problème (état {{status}}) : {{message}}',
    remedy:
      'Réessayez dans quelques minutes. Si cela dure, consultez l’état du service dans le centre d’administration Microsoft 365.',
  },
  'graph.unreachable': {
    sentence: 'Le locataire Intune est injoignable à l’adresse {{host}} ({{cause}}).',
    remedy: 'Vérifiez le réseau, le proxy et l’adresse. Le travail par câble qui n’a pas besoin d’Intune se poursuit.',
  },
  'graph.outcomeUnknown': {
    sentence: 'La connexion à Intune a été coupée avant la réponse : l’opération a peut-être eu lieu, peut-être pas.',
    remedy: 'Actualisez pour voir où en sont les choses avant de recommencer.',
  },
  'graph.unexpectedAnswer': {
    sentence: 'Slipway ne comprend pas la réponse d’Intune ({{target}} : {{message}}).',
    remedy:
      'Vérifiez que l’adresse est bien celle de Microsoft Graph ; si c’est le cas, cherchez une version plus récente de Slipway.',
  },
  'graph.foreignOrigin': {
    sentence:
      'La réponse d’Intune renvoie ailleurs, vers {{host}}. Slipway ne l’a pas suivie et n’y a envoyé aucune connexion.',
    remedy: 'Vérifiez l’adresse de Microsoft Graph, et si un proxy modifie les réponses.',
  },
  'graph.insecureAddress': {
    sentence: 'Votre connexion partirait sans chiffrement vers {{host}} : Slipway ne s’y connecte donc pas.',
    remedy: 'Utilisez une adresse qui commence par https://.',
  },
  'graph.profileDiffers': {
    sentence:
      'Intune a déjà un profil d’inscription « {{name}} », mais l’authentification des utilisateurs y est différente.',
    remedy: 'Choisissez un autre nom dans le modèle, ou modifiez le profil dans Intune.',
  },
  'graph.enrollmentUrlInsecure': {
    sentence: 'Les appareils s’inscrivent uniquement en https, or cette adresse ne l’est pas : {{url}}.',
    remedy: 'Reprenez l’URL de profil dans Intune, ou faites passer le service en https.',
  },
  'graph.enrollmentServiceInvalid': {
    sentence: 'Le service d’inscription {{host}} ne donne pas de réponse utilisable ({{part}}).',
    remedy:
      'Reprenez l’URL de profil dans Intune. Un filtre web ou une page de connexion sur le réseau peut aussi en être la cause.',
  },
  'graph.enrollmentServiceDown': {
    sentence: 'Le service d’inscription {{host}} ne fonctionne pas en ce moment (état {{status}}).',
    remedy: 'Rien n’a été écrit sur l’appareil. Réessayez dans quelques minutes.',
  },
}
