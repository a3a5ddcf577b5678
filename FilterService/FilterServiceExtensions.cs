using LlmAspire.FilterService.Listening;
using LlmAspire.FilterService.Rules;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace LlmAspire.FilterService;

/// <summary>Registers the filter service's parts.</summary>
internal static class FilterServiceExtensions
{
    /// <summary>Adds settings, filters and the listener of the stream protocol.</summary>
    /// <param name="services">The service's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddFilters(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<FilterServiceOptions>().BindConfiguration(FilterServiceOptions.SectionName);
        services.AddSingleton<IValidateOptions<FilterServiceOptions>, FilterServiceOptionsValidator>();
        services.AddSingleton<FilterCatalog>();

        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ListenerSetup>();
        services.AddTransient<IStartupFilter, AddressStartupFilter>();
        return services;
    }
}
