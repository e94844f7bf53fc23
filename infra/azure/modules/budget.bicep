// Says so by e-mail when the month costs more than was meant; it stops nothing.
param amount int
param start string
param email string

var readers = empty(email) ? [] : [email]

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: 'passeur'
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: {
      most: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: readers
        contactRoles: ['Owner', 'Contributor']
      }
      all: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: readers
        contactRoles: ['Owner', 'Contributor']
      }
    }
  }
}
