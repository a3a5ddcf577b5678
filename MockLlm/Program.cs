using LlmAspire.MockLlm;
using LlmAspire.MockLlm.Exchanges;
using LlmAspire.MockLlm.Faults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddProblemDetails();
builder.Services.AddMockLlm();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapProviderApis();
app.MapFaultSwitches();
app.Run();
