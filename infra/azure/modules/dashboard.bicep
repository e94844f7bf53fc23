// One page with what whoever runs Passeur looks at, in Azure Monitor's workbooks.
param location string
param tags object
param componentId string

resource page 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'passeur')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: 'Passeur'
    category: 'workbook'
    sourceId: componentId
    serializedData: loadTextContent('../workbook.json')
  }
}
