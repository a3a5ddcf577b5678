using LlmAspire.MockLlm;
using LlmAspire.MockLlm.Calls;
using LlmAspire.MockLlm.Exchanges;
using LlmAspire.MockLlm.Faults;
using LlmAspire.MockLlm.Gates;
using LlmAspire.MockLlm.Guide;
using LlmAspire.MockLlm.Scenarios;

var builder = ServiceBuilder.Create(args);
builder.AddServiceDefaults();
builder.Services.AddProblemDetails();
builder.Services.AddMockLlm();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapProviderApis();
app.MapFaultSwitches();
app.MapScenarios();
app.MapPauseGates();
app.MapCallLog();
app.MapGuide();
return app.RunService();
