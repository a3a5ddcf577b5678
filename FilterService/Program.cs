using LlmAspire.FilterService;
using LlmAspire.FilterService.Chunks;

var builder = ServiceBuilder.Create(args);
builder.AddServiceDefaults();
builder.Services.AddProblemDetails();
builder.Services.AddFilters();

var app = builder.Build();
app.MapDefaultEndpoints();
app.MapChunkFilters();
return app.RunService();
