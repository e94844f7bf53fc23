// The settings of both processes: what was given, and what only the deployment knows. No secret: a reference to one.
param given object
param clientId string
param storageName string
param vaultName string
param functionsUrl string
param connectionString string

var known = {
  PASSEUR_TENANT_ID: tenant().tenantId
  PASSEUR_APP_ID: clientId
  PASSEUR_APP_TYPE: 'UserAssignedMSI'
  PASSEUR_STORAGE_ACCOUNT: storageName
  PASSEUR_FUNCTIONS_URL: functionsUrl
  PASSEUR_CARD_KEYS: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=passeur-card-keys)'
  APPLICATIONINSIGHTS_CONNECTION_STRING: connectionString
}

output settings object = union(given, known)
